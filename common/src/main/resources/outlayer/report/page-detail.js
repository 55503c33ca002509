// Inside an opened cell: its ROC curve, the histograms of its scores and its worst mistakes.
outlayer.openDetail = (function () {
  const element = outlayer.element;
  const KINDS = [['Alice, labels agree', '#1273c4', 'solid'], ['Alice, labels differ', '#1273c4', 'dashed'],
    ['Bob, labels agree', '#d55e00', 'solid'], ['Bob, labels differ', '#d55e00', 'dashed']];
  let redraw = function () {};
  let turn = 0;

  /** What of a prompt a screen would not show: control characters become their pictures, line breaks stay. */
  function visible(text) {
    return text.replace(/[\u0000-\u0008\u000b-\u001f]/g, function (c) { return String.fromCharCode(0x2400 + c.charCodeAt(0)); })
      .replace(/[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
  }

  function axis(name, more) {
    return Object.assign({ type: 'value', name: name, nameLocation: 'middle', nameGap: 28 }, more);
  }

  function roc(detail) {
    const points = detail.roc.map(function (p) { return p.map(function (x) { return x / 1000; }); });
    const band = points.map(function (p) { return [p[2], p[5]]; })
      .concat(points.slice().reverse().map(function (p) { return [p[3], p[4]]; }));
    return {
      animation: false,
      grid: { left: 52, right: 16, top: 12, bottom: 44 },
      tooltip: { trigger: 'item', confine: true },
      xAxis: axis('false positive rate', { min: 0, max: 1, interval: 0.25 }),
      yAxis: axis('true positive rate', { min: 0, max: 1, interval: 0.25, nameGap: 36 }),
      series: [
        { type: 'custom', silent: true, data: [[0, 0]], z: 1, renderItem: function (params, api) {
          return { type: 'polygon', shape: { points: band.map(function (p) { return api.coord(p); }) },
            style: { fill: '#1273c4', opacity: 0.18 } };
        } },
        { type: 'line', data: [[0, 0], [1, 1]], silent: true, symbol: 'none', lineStyle: { color: '#868c95', width: 1, type: 'dashed' } },
        { type: 'line', data: points, symbol: 'circle', symbolSize: 4, itemStyle: { color: '#1273c4' }, lineStyle: { width: 2 },
          dimensions: ['false positive rate', 'true positive rate', 'its low', 'its high', 'low', 'high'],
          encode: { x: 0, y: 1, tooltip: [0, 2, 3, 1, 4, 5] } }]
    };
  }

  /** Counts by bin as steps; on a log scale an empty bin is a gap. */
  function histogram(detail, log) {
    const bins = detail.counts[0].length - 2;
    const width = (detail.high - detail.low) / bins || 1;
    return {
      animation: false,
      grid: { left: 52, right: 16, top: 50, bottom: 44 },
      legend: { top: 0, left: 40, itemGap: 16 },
      tooltip: { trigger: 'item', confine: true },
      xAxis: axis('score (larger is stranger)', { scale: true, splitLine: { show: false },
        min: detail.low - width, max: detail.high + width,
        axisLabel: { formatter: function (x) { return String(Number(x.toPrecision(3))); }, hideOverlap: true } }),
      yAxis: axis('examples' + (log ? ' (log scale)' : ''), log ? { type: 'log', min: 0.8, nameGap: 36 } : { nameGap: 36 }),
      series: KINDS.map(function ([name, colour, type], k) {
        return { type: 'line', step: 'middle', name: name, symbol: 'none', itemStyle: { color: colour },
          lineStyle: { width: 2, type: type },
          data: detail.counts[k].map(function (n, b) { return [detail.low + (b - 0.5) * width, log && n === 0 ? null : n]; }) };
      })
    };
  }

  function beyond(detail) {
    const first = detail.counts.reduce(function (sum, row) { return sum + row[0]; }, 0);
    const last = detail.counts.reduce(function (sum, row) { return sum + row[row.length - 1]; }, 0);
    return 'The first and the last bin hold all scores beyond the range shown: ' + first + ' below, ' + last + ' above.';
  }

  function mistakes(title, rows, prompts) {
    return element('div', { class: 'scroll' }, element('table', {}, element('caption', {}, title),
      element('thead', {}, element('tr', {}, ...['Score', 'Labels', 'Example', 'Prompt'].map(function (h) {
        return element('th', { scope: 'col', class: h === 'Prompt' ? 'asked' : null }, h);
      }))),
      element('tbody', {}, ...rows.map(function ([id, score, agree]) {
        const prompt = prompts[id];
        return element('tr', {}, element('td', { class: 'n' }, String(score)), element('td', {}, agree ? 'agree' : 'differ'),
          element('td', {}, id),
          element('td', { class: 'asked prompt' }, prompt === undefined ? 'n/a: the prompt was not kept' : visible(prompt)));
      }))));
  }

  function show(place, detail, prompts) {
    const curve = element('div', { role: 'img', 'aria-label': 'ROC curve with its 95 % band', style: 'height:340px' });
    const spread = element('div', { role: 'img', 'aria-label': 'Histogram of scores by character and by whether the labels agree',
      style: 'height:340px' });
    const log = element('input', { type: 'checkbox' });
    const ask = element('button', { type: 'button', 'aria-expanded': 'false' }, 'Show prompts');
    const tables = element('div', { class: 'mistakes' });
    ask.addEventListener('click', function () {
      const shown = tables.classList.toggle('prompts');
      ask.textContent = shown ? 'Hide prompts' : 'Show prompts';
      ask.setAttribute('aria-expanded', String(shown));
      if (shown && !tables.dataset.read) {
        tables.dataset.read = 'yes';
        outlayer.load(prompts).then(function (texts) {
          tables.replaceChildren(...made(texts));
        }, function (error) { ask.after(' ' + error.message); });
      }
    });
    function made(texts) {
      return [mistakes("Bob's examples of lowest score: the quirk was missed", detail.missed, texts),
        mistakes("Alice's examples of highest score: false alarms", detail.alarms, texts)];
    }
    tables.append(...made({}));
    place.replaceChildren(
      element('div', { class: 'charts' },
        element('div', {}, element('h4', {}, 'ROC curve'), detail.roc ? curve : element('p', {}, 'n/a: a class has no scored example.'),
          element('p', { class: 'note' }, 'Band: for each threshold both rates lie in it with 95 % confidence, examples taken as independent.')),
        element('div', {}, element('h4', {}, 'Scores'), element('label', {}, log, ' log scale'), spread,
          element('p', { class: 'note' }, beyond(detail)))),
      element('h4', {}, 'Worst mistakes'), element('p', {}, ask), tables);
    const charts = [];
    redraw = function () {
      charts.splice(0).forEach(function (chart) { chart.dispose(); });
      [[curve, detail.roc && roc(detail)], [spread, histogram(detail, log.checked)]].forEach(function ([where, option]) {
        if (option && where.isConnected) {
          const chart = outlayer.charts.start(where);
          chart.setOption(option);
          charts.push(chart);
        }
      });
    };
    log.addEventListener('change', redraw);
    redraw();
  }

  outlayer.charts.onRedraw(function () { redraw(); });

  return function (place, data, group, column) {
    const mine = ++turn;
    redraw = function () {};
    const paths = data.details[group];
    if (!paths) {
      place.textContent = 'No detail of this cell was kept.';
      return;
    }
    outlayer.load(paths[0]).then(function (cells) {
      if (mine === turn) {
        if (cells[column]) {
          show(place, cells[column], paths[1]);
        } else {
          place.textContent = 'No detail of this cell was kept.';
        }
      }
    }, function (error) { place.textContent = error.message; });
  };
})();
