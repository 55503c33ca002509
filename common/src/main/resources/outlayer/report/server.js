// What ECharts expects of a browser, for drawing without one: no clock, no window, no console.
var globalThis = this;
var window = undefined;
var self = {};
var setTimeout = function () { return 0; };
var clearTimeout = function () {};
var console = { log: function () {}, warn: function () {}, error: function () {} };

function render(option, theme, width, height) {
  var library = typeof echarts !== 'undefined' ? echarts : self.echarts;
  var chart = library.init(null, JSON.parse(theme), { renderer: 'svg', ssr: true, width: width, height: height });
  try {
    chart.setOption(JSON.parse(option));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
