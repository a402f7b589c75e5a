#!/bin/sh
# The browser that `make test-long` looks at the web page with: Debian's Chromium, its driver, and
# fonts with Vietnamese letters. Installs them when they are missing; changes nothing when not.
set -eu

if command -v chromium >/dev/null && command -v chromedriver >/dev/null; then
    exit 0
fi
packages="chromium chromium-driver fonts-dejavu-core fonts-liberation"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $packages …"
    apt-get update -qq
    # shellcheck disable=SC2086  (several words are meant)
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
    exit 0
fi
echo "The browser tests need Chromium and its driver. On Debian: sudo apt-get install $packages" >&2
exit 1
