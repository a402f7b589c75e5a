"""Scrapy settings: each value that differs from Scrapy's default, with its reason beside it."""

import sys

from crawler.process import begin

begin(sys.argv)  # the first line of ours in any `scrapy …`: signals and broken outputs from here on

BOT_NAME = "baotinh"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"

# -- our own settings (docs/settings.md); environment and baotinh.toml come in between -------------
DATABASE = "output/news.db"  # relative paths count from the folder of scrapy.cfg
ARCHIVE_DIR = None  # None: beside the database, "<its name>.archive"; "": no archive
CONTACT = None  # goes into the User-Agent; needed before a live host is asked
VISITS_DAYS = 400  # a year and a month of single visits; stored versions keep theirs for good
ALERT_COMMAND = None  # alerts go to nobody; see docs/operating.md
ALERT_WEBHOOK = None  # as above
METRICS_FILE = None  # no figures for Prometheus
LOG_AS = "text"  # or "json": one object a line, for programs that collect logs
REFRESH_BUDGET = 500  # requests at most of one `mode=refresh` that names nothing; robots.txt apart
ORIGIN = None  # set by `crawl -a origin=`; the address guard lets this one host through

# -- the frontier is the database -------------------------------------------------------------------
SCHEDULER = "crawler.engine.scheduler.FrontierScheduler"  # Scrapy's queues lose pages at kill -9
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # addresses are unique in the store already

# -- politeness: one request at a time, a second between two starts ---------------------------------
ROBOTSTXT_OBEY = True  # default False
ROBOTSTXT_USER_AGENT = "baotinh"  # the token that a robots.txt would name
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8: a provincial newspaper's server is small
DOWNLOAD_DELAY = 1  # default 0
AUTOTHROTTLE_ENABLED = True  # default False: a slow host is asked less often (engine/throttle.py)
AUTOTHROTTLE_TARGET_CONCURRENCY = 0.5  # default 1: we take up half of a slow host's time at most
DOWNLOAD_DELAY_JITTER = 0  # default 0.5: half a second between two starts would break the promise

# -- safety --------------------------------------------------------------------------------------
DOWNLOAD_VERIFY_CERTIFICATES = True  # default False: a forged certificate is accepted
TWISTED_DNS_RESOLVER = "crawler.engine.resolver.GuardedResolver"  # no private or loopback targets
DOWNLOAD_HANDLERS = {
    "http": "crawler.engine.handler.NewspaperHandler",
    "https": "crawler.engine.handler.NewspaperHandler",
    # A redirect or link must never open a file, a bucket or an inline document.
    "file": None,
    "ftp": None,
    "data": None,
    "s3": None,
}
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # default 1 GiB; counts after decompression too
DOWNLOAD_WARNSIZE = 5 * 1024 * 1024  # default 32 MiB: half of the cap
DOWNLOAD_TIMEOUT = 60  # default 180; it is the total time, so a slow drip is cut too
TELNETCONSOLE_ENABLED = False  # default True: a port that runs Python
REMOTE_CONTROL_ENABLED = False  # default True: another one
COOKIES_ENABLED = False  # default True: newspapers need none, and sessions change pages
HTTPPROXY_ENABLED = False  # default True: a proxy in the environment goes round the address guard
METAREFRESH_ENABLED = False  # default True: follows to any host
REFERER_ENABLED = False  # default True: a strange Referrer-Policy breaks the page's callback

# -- every answer reaches its visit ------------------------------------------------------------------
HTTPERROR_ALLOW_ALL = True  # default False: 304, 404 and 5xx would end outside the stages
RETRY_ENABLED = False  # default True: retries are durable, in the store, with their own times
REDIRECT_ENABLED = False  # default True: ours follows below, and says where it ends
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # drops without a word
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # lets waiting ones through
    "crawler.engine.sites.OwnHostsOnly": 50,  # before robots, so that no foreign robots is asked
    "crawler.engine.robots.Robots": 100,
    "crawler.engine.redirects.Redirects": 600,
}
SPIDER_MIDDLEWARES = {
    "crawler.engine.visits.OneResult": 900,
}
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,  # it would undercut robots' crawl-delay
    "crawler.engine.lifecycle.Lifecycle": 0,
    "crawler.engine.visits.VisitNets": 0,
    "scrapy.extensions.logstats.LogStats": None,  # crawler.runs.progress tells more in its place
}
CONCURRENT_ITEMS = 1  # default 100, and as many tasks for each page, which gives one item
ITEM_PIPELINES = {
    "pipelines.stages.ArchiveStage": 100,
    "pipelines.stages.OpenStage": 200,
    "pipelines.stages.LinksStage": 300,
    "pipelines.stages.FieldsStage": 400,
    "pipelines.stages.DatesStage": 500,
    "pipelines.stages.ValidationStage": 600,
    "pipelines.stages.StorageStage": 700,
}

# -- output ------------------------------------------------------------------------------------------
LOG_LEVEL = "INFO"  # default DEBUG: a line for each visit is INFO, engine chatter is not wanted
FEED_EXPORT_ENCODING = "utf-8"  # default escapes every Vietnamese letter in JSON
LOGSTATS_INTERVAL = 60.0  # the default, named because docs promise a line a minute; ours keeps it
