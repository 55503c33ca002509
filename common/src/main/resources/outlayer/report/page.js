// Draws each figure that is shown over its still, and again when the width or the colour scheme changes.
'use strict';
(function () {
  var themes = JSON.parse(document.getElementById('themes').textContent);
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  var drawn = new Map();

  function draw(figure) {
    var old = drawn.get(figure);
    if (old) {
      old.dispose();
    }
    var live = figure.querySelector('.live');
    // Shown first: ECharts measures it.
    figure.classList.add('drawn');
    var wide = figure.clientWidth >= Number(figure.dataset.width);
    live.style.width = wide ? figure.dataset.width + 'px' : '100%';
    live.style.height = (wide ? figure.dataset.height : figure.dataset.narrowHeight) + 'px';
    var chart = echarts.init(live, themes[dark.matches ? 'dark' : 'light'], { renderer: 'svg' });
    chart.setOption(JSON.parse(figure.querySelector('script').textContent));
    drawn.set(figure, chart);
  }

  /** Draws what is shown and frees what is not. */
  function redraw() {
    document.querySelectorAll('figure').forEach(function (figure) {
      if (!figure.hidden) {
        draw(figure);
      } else if (drawn.has(figure)) {
        drawn.get(figure).dispose();
        drawn.delete(figure);
      }
    });
  }

  document.querySelectorAll('.choose select').forEach(function (select) {
    select.addEventListener('change', function () {
      Array.from(select.options).forEach(function (option) {
        var figure = document.getElementById(option.value);
        figure.hidden = !option.selected;
        if (option.selected) {
          draw(figure);
        }
      });
    });
    select.selectedIndex = 0;
  });

  redraw();
  dark.addEventListener('change', redraw);
  var width = document.documentElement.clientWidth;
  var waiting = 0;
  window.addEventListener('resize', function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      if (document.documentElement.clientWidth !== width) {
        width = document.documentElement.clientWidth;
        redraw();
      }
    }, 150);
  });
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('details').forEach(function (details) { details.open = true; });
  });
})();
