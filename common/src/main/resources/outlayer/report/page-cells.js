// The way in: AUC by layer and dataset as a grid of buttons, each of which opens what is known of its cell.
(function () {
  const element = outlayer.element;
  const index = outlayer.index.cells;
  const place = document.getElementById('grids');
  const opened = document.getElementById('cell');
  const at = {};
  index.columns.forEach(function (name, i) { at[name] = i; });
  if (index.methods.length === 0) {
    place.textContent = 'n/a: no detector was scored.';
    return;
  }

  function named(list) { return list.map(function (name, i) { return [i, name]; }); }

  const model = outlayer.choice('Model', [['', 'all']].concat(named(index.models)), redraw);
  const features = Array.from(new Set(index.methods.map(function (m) { return m.feature; })));
  const feature = outlayer.choice('Feature', named(features), function () { offer(); redraw(); });
  const detector = outlayer.choice('Detector', [], redraw);
  const variant = outlayer.choice('Variant', named(index.variants), redraw);
  const subset = outlayer.choice('Examples', named(index.subsets), redraw);
  document.getElementById('cell-filters').append(
    model.label, feature.label, detector.label, variant.label, subset.label);

  function offer() {
    const name = features[Number(feature.select.value)];
    detector.select.replaceChildren(...index.methods.map(function (m, i) { return [m, i]; })
      .filter(function ([m]) { return m.feature === name; })
      .map(function ([m, i]) { return element('option', { value: i }, m.detector); }));
  }

  /** Colour of an AUC and of the text on it; the middle of the scale is no skill. */
  function colour(auc) {
    const scale = index.colours;
    const x = Math.min(0.9999, Math.max(0, auc)) * (scale.length - 1);
    const from = scale[Math.floor(x)];
    const to = scale[Math.floor(x) + 1];
    const part = x - Math.floor(x);
    const rgb = [1, 3, 5].map(function (i) {
      return Math.round((1 - part) * parseInt(from.slice(i, i + 2), 16) + part * parseInt(to.slice(i, i + 2), 16));
    });
    return 'background:rgb(' + rgb.join(',') + ');color:' + (luminance(rgb) > 0.179 ? '#000' : '#fff');
  }

  /** Relative luminance by WCAG 2.2; above 0.179 black is easier to read on it than white. */
  function luminance(rgb) {
    const [r, g, b] = rgb.map(function (c) {
      return c <= 10 ? c / 255 / 12.92 : Math.pow((c / 255 + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function short(auc) {
    return auc === null ? '–' : auc >= 0.995 ? '1' : auc.toFixed(2).replace(/^0/, '');
  }

  /** The rows of a method by model, dataset, variant and column, each with its subsets. */
  function cells(data) {
    const found = new Map();
    data.rows.forEach(function (row) {
      const key = row.slice(0, 4).join();
      if (!found.has(key)) {
        found.set(key, []);
      }
      found.get(key)[row[at.subset]] = row;
    });
    return found;
  }

  let turn = 0;
  function redraw() {
    const mine = ++turn;
    const method = index.methods[Number(detector.select.value)];
    outlayer.load(method.path).then(function (data) {
      if (mine === turn) {
        document.getElementById('cells-still').hidden = true;
        draw(method, data, cells(data));
      }
    }, function (error) { place.textContent = error.message; });
  }

  function draw(method, data, found) {
    const grids = [];
    index.models.forEach(function (name, m) {
      if (model.select.value === '' || Number(model.select.value) === m) {
        grids.push(grid(method, data, found, m));
      }
    });
    place.replaceChildren(...grids);
    const first = place.querySelector('button');
    if (first) {
      first.tabIndex = 0;
    }
  }

  function grid(method, data, found, m) {
    const v = Number(variant.select.value);
    const s = Number(subset.select.value);
    const rows = index.datasets.map(function (dataset, d) {
      const buttons = data.columns.map(function (column, c) {
        const cell = found.get([m, d, v, c].join());
        const row = cell && cell[s];
        if (!row) {
          return element('td', { class: 'absent', role: 'gridcell' }, '');
        }
        const auc = row[at.auc];
        const words = [index.models[m], dataset, where(column), auc === null ? 'AUC n/a' : 'AUC ' + outlayer.fixed(auc, 3)
          + ' ' + outlayer.range(row[at.low], row[at.high])].join(', ');
        const button = element('button', { type: 'button', tabindex: -1, title: words, 'aria-label': words,
          class: auc === null ? 'absent' : null, style: auc === null ? null : colour(auc) }, short(auc));
        button.addEventListener('click', function () { open(method, data, cell, button); });
        return element('td', { role: 'gridcell' }, button);
      });
      return element('tr', {}, element('th', { scope: 'row' }, dataset), ...buttons);
    });
    const heads = data.columns.map(function (column) {
      return element('th', { scope: 'col', class: /^\d+$/.test(column) ? null : 'over' }, column);
    });
    const table = element('table', { class: 'grid', role: 'grid' }, element('caption', {}, index.models[m]),
      element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'layer'), ...heads)),
      element('tbody', {}, ...rows));
    table.addEventListener('keydown', move);
    return element('div', { class: 'scroll' }, table);
  }

  function where(column) { return /^\d+$/.test(column) ? 'layer ' + column : column; }

  /** Arrow keys go from cell to cell, over the edge of a model's grid to the next. */
  function move(event) {
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const step = steps[event.key];
    if (!step || event.target.tagName !== 'BUTTON') {
      return;
    }
    const rows = Array.from(place.querySelectorAll('tbody tr'));
    let r = rows.indexOf(event.target.closest('tr'));
    let c = Array.from(rows[r].children).indexOf(event.target.closest('td'));
    for (;;) {
      r += step[0];
      c += step[1];
      const cell = rows[r] && rows[r].children[c];
      if (!cell || c === 0) {
        return;
      }
      const button = cell.querySelector('button');
      if (button) {
        event.preventDefault();
        place.querySelectorAll('button[tabindex="0"]').forEach(function (b) { b.tabIndex = -1; });
        button.tabIndex = 0;
        button.focus();
        return;
      }
    }
  }

  function open(method, data, cell, button) {
    const row = cell.find(Boolean);
    const model = index.models[row[at.model]];
    const dataset = index.datasets[row[at.dataset]];
    const column = data.columns[row[at.column]];
    place.querySelectorAll('button[aria-pressed]').forEach(function (b) { b.removeAttribute('aria-pressed'); });
    button.setAttribute('aria-pressed', 'true');
    const close = element('button', { type: 'button' }, 'Close');
    close.addEventListener('click', function () {
      opened.hidden = true;
      opened.replaceChildren();
      button.focus();
    });
    const actions = [close];
    const planes = index.variants[row[at.variant]] === 'quirky'
      ? outlayer.charts.way('Principal planes', model + ', ' + dataset + ': ' + method.feature) : null;
    if (planes) {
      const go = element('button', { type: 'button' }, 'Principal planes');
      go.addEventListener('click', planes);
      actions.push(' ', go);
    }
    const detail = element('div', {});
    opened.replaceChildren(
      element('h3', {}, model + ', ' + dataset + ', ' + where(column) + ' (' + index.variants[row[at.variant]] + ')'),
      element('p', { class: 'note' }, method.label + '. ', ...actions), numbers(data, cell), detail);
    opened.hidden = false;
    opened.focus({ preventScroll: true });
    opened.scrollIntoView({ block: 'nearest' });
    outlayer.openDetail(detail, data, row.slice(0, 3).join(), column);
  }

  /** The rows of auc.csv that stand behind a cell. */
  function numbers(data, cell) {
    const heads = ['Examples', 'Normal', 'Anomalous', 'AUC', '95 % (DeLong)', 'By question', 'By name', 'Average precision',
      'TPR at 1 % FPR', 'TPR at 5 % FPR', 'Note'];
    const rows = cell.filter(Boolean).map(function (row) {
      const note = row[at.note] < 0 ? '' : data.notes[row[at.note]];
      const values = [index.subsets[row[at.subset]], String(row[at.normal]), String(row[at.anomalous]),
        outlayer.fixed(row[at.auc], 3), outlayer.range(row[at.low], row[at.high]),
        outlayer.range(row[at.lowQuestion], row[at.highQuestion]), outlayer.range(row[at.lowName], row[at.highName]),
        outlayer.fixed(row[at.averagePrecision], 3), outlayer.fixed(row[at.tpr01], 3), outlayer.fixed(row[at.tpr05], 3), note];
      return element('tr', {}, ...values.map(function (value, i) {
        return element(i === 0 ? 'th' : 'td', i === 0 ? { scope: 'row' } : { class: value === 'n/a' ? 'none' : 'n' }, value);
      }));
    });
    return element('div', { class: 'scroll' }, element('table', {},
      element('thead', {}, element('tr', {}, ...heads.map(function (h) { return element('th', { scope: 'col' }, h); }))),
      element('tbody', {}, ...rows)));
  }

  offer();
  redraw();
})();
