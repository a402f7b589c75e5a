"""Spiders of Báo Long An that go their own way: one a module, for `-s SPIDER_MODULES=`."""
