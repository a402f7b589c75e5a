"""What hooks into Scrapy: scheduler, robots, redirects, address guard, ends of visits."""
