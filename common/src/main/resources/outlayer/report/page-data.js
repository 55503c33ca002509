// What the scripts of the page share: data files loaded on demand, by script tag since a page from disk may not fetch, and
// elements made of text, never of markup.
'use strict';
const outlayer = (function () {
  const index = JSON.parse(document.getElementById('index').textContent);
  const loaded = new Map();
  const waiting = new Map();

  /** Called by each data file. */
  function receive(path, data) {
    if (waiting.has(path)) {
      waiting.get(path)(data);
      waiting.delete(path);
    }
  }

  /** A promise of the data of the file of that path. */
  function load(path) {
    if (!loaded.has(path)) {
      loaded.set(path, new Promise(function (resolve, reject) {
        const script = document.createElement('script');
        waiting.set(path, resolve);
        script.src = path;
        script.onload = function () { script.remove(); };
        script.onerror = function () {
          loaded.delete(path);
          script.remove();
          reject(new Error(path + ' is not beside this page; copy the whole report directory.'));
        };
        document.head.append(script);
      }));
    }
    return loaded.get(path);
  }

  /** An element with attributes and children; strings become text. */
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes || {}).forEach(function ([key, value]) {
      if (value !== null && value !== undefined && value !== false) {
        made.setAttribute(key, value === true ? '' : value);
      }
    });
    made.append(...children);
    return made;
  }

  /** A labelled list to choose from: pairs of value and text. */
  function choice(label, options, onChange) {
    const select = element('select', {}, ...options.map(function ([value, text]) {
      return element('option', { value: value }, text);
    }));
    select.addEventListener('change', onChange);
    return { select: select, label: element('label', {}, label + ' ', select) };
  }

  function fixed(value, decimals) {
    return value === null || value === undefined ? 'n/a' : value.toFixed(decimals);
  }

  function range(low, high) {
    return low === null || high === null ? 'n/a' : '[' + fixed(low, 3) + ', ' + fixed(high, 3) + ']';
  }

  return { index: index, receive: receive, load: load, element: element, choice: choice, fixed: fixed, range: range };
})();
