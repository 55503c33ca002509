// The tables that are read first become a card per row where a row does not fit: each cell then says its column.
document.querySelectorAll('#result table, #control table').forEach(function (table) {
  const heads = Array.from(table.tHead.rows[0].cells, function (cell) { return cell.textContent; });
  table.classList.add('cards');
  Array.from(table.tBodies[0].rows).forEach(function (row) {
    Array.from(row.cells).forEach(function (cell, i) { cell.dataset.label = heads[i]; });
  });
});

// Tables with more rows than a page can hold: a part is loaded when its table is opened, and some of its rows are shown.
(function () {
  const element = outlayer.element;
  const STEP = 50;

  function table(place, spec) {
    const body = element('tbody', {});
    const head = element('tr', {}, ...spec.columns.map(function (name) { return element('th', { scope: 'col' }, name); }));
    const more = element('button', { type: 'button' }, 'Show ' + 4 * STEP + ' more rows');
    const shown = place.querySelector('.shown');
    let part = null;
    let most = STEP;

    place.querySelector('.scroll').replaceChildren(
      element('table', {}, element('caption', {}, spec.caption), element('thead', {}, head), body));
    place.append(more);

    const parts = spec.partOf.map(function (name, i) {
      const values = Array.from(new Set(spec.parts.map(function (p) { return p.of[i]; })));
      return outlayer.choice(name, values.map(function (v) { return [v, v]; }), open);
    });
    const chosen = spec.choose.map(function (name) {
      return { column: spec.columns.indexOf(name), name: name, made: outlayer.choice(name, [['', 'all']], restart) };
    });
    const found = element('input', { type: 'search', size: 24 });
    found.addEventListener('input', restart);
    place.querySelector('.filters').append(
      ...parts.map(function (p) { return p.label; }),
      ...chosen.map(function (c) { return c.made.label; }),
      element('label', {}, spec.find.join(' or ') + ' contains ', found));
    more.addEventListener('click', function () { most += 4 * STEP; render(); });

    function open() {
      const wanted = spec.parts.find(function (p) {
        return parts.every(function (choice, i) { return choice.select.value === p.of[i]; });
      });
      if (!wanted) {
        part = { texts: [], rows: [] };
        restart();
        return;
      }
      outlayer.load(wanted.path).then(function (data) {
        part = data;
        chosen.forEach(function (c) { fill(c); });
        restart();
      }, function (error) { shown.textContent = error.message; });
    }

    /** Offers the values that a column takes in this part, and keeps the one that was chosen where it is still there. */
    function fill(c) {
      const before = c.made.select.value;
      const values = Array.from(new Set(part.rows.map(function (row) { return part.texts[row[c.column]]; })));
      c.made.select.replaceChildren(...[['', 'all']].concat(values.map(function (v) { return [v, v]; }))
        .map(function ([value, text]) { return element('option', { value: value }, text); }));
      c.made.select.value = values.includes(before) ? before : '';
    }

    function restart() { most = STEP; render(); }

    function render() {
      const words = found.value.toLowerCase().split(/\s+/).filter(Boolean);
      const columns = spec.find.map(function (name) { return spec.columns.indexOf(name); });
      const rows = part.rows.filter(function (row) {
        const text = columns.map(function (c) { return part.texts[row[c]]; }).join(' ').toLowerCase();
        return words.every(function (word) { return text.includes(word); }) && chosen.every(function (c) {
          return !c.made.select.value || part.texts[row[c.column]] === c.made.select.value;
        });
      });
      body.replaceChildren(...rows.slice(0, most).map(function (row) {
        return element('tr', {}, ...row.map(function (at) {
          const text = part.texts[at];
          return element('td', { class: /^-?[0-9<[]/.test(text) ? 'n' : text.startsWith('n/a') ? 'none' : null }, text);
        }));
      }));
      shown.textContent = Math.min(most, rows.length) + ' of ' + rows.length + ' rows that match, of '
        + part.rows.length + ' here.';
      more.hidden = rows.length <= most;
    }

    open();
  }

  document.querySelectorAll('.long').forEach(function (place) {
    const spec = outlayer.index.tables[place.dataset.table];
    const details = place.closest('details');
    if (spec.parts.length === 0) {
      place.querySelector('.shown').textContent = 'n/a: this run has none.';
      return;
    }
    let made = false;
    details.addEventListener('toggle', function () {
      if (details.open && !made) {
        made = true;
        table(place, spec);
      }
    });
  });
})();
