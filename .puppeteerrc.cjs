// puppeteer comes along with @web/test-runner's launchers; it must not download a browser of its own.
module.exports = {skipDownload: true};
