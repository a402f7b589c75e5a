"""What knows Scrapy's engine, the network and the command line."""
