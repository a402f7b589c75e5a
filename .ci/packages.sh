#!/bin/sh
# What `make test-long` needs of Debian: Chromium with its driver and fonts with Vietnamese letters
# to look at the web page, systemd and cron to try the files in deploy/. Installs what is missing;
# changes nothing when all is there.
set -eu

missing=
needs() {  # PROGRAM PACKAGES: these packages, unless the program is there
    # Programs of administrators are not on everybody's path.
    PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null || missing="$missing $2"
}
needs chromium "chromium fonts-dejavu-core fonts-liberation"
needs chromedriver chromium-driver
needs systemd-analyze systemd
needs cron cron
needs unshare util-linux
if [ -z "$missing" ]; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing$missing …"
    apt-get update -qq
    # shellcheck disable=SC2086  (several words are meant)
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    exit 0
fi
echo "make test-long needs more. On Debian: sudo apt-get install$missing" >&2
exit 1
