// Draws each figure that is shown over its still, and again when the width or the colour scheme changes.
outlayer.charts = (function () {
  const themes = JSON.parse(document.getElementById('themes').textContent);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const figures = new Map();
  const others = new Set();

  function start(place) {
    return echarts.init(place, themes[dark.matches ? 'dark' : 'light'], { renderer: 'svg' });
  }

  function draw(figure) {
    const shown = figures.get(figure);
    if (shown.chart) {
      shown.chart.dispose();
    }
    const live = figure.querySelector('.live');
    // Shown first: ECharts measures it.
    figure.classList.add('drawn');
    const wide = figure.clientWidth >= shown.data.width;
    live.style.width = wide ? shown.data.width + 'px' : '100%';
    live.style.height = (wide ? shown.data.height : shown.data.narrowHeight) + 'px';
    shown.chart = start(live);
    shown.chart.setOption(JSON.parse(JSON.stringify(shown.data.option)));
  }

  function show(figure, data) {
    figures.get(figure).data = data;
    figure.querySelector('figcaption span').textContent = data.caption;
    figure.querySelector('.live').setAttribute('aria-label', data.alt);
    const link = figure.querySelector('figcaption a');
    link.hidden = !data.svg;
    link.href = data.svg || '#';
    const still = figure.querySelector('.still');
    if (still) {
      still.remove();
    }
    draw(figure);
  }

  document.querySelectorAll('figure').forEach(function (figure) {
    const first = JSON.parse(figure.querySelector('script').textContent);
    figures.set(figure, { data: first, chart: null });
    draw(figure);
    const select = figure.closest('.group').querySelector('.choose select');
    if (select) {
      select.selectedIndex = 0;
      select.addEventListener('change', function () {
        const path = select.value;
        (path ? outlayer.load(path) : Promise.resolve(first)).then(function (data) {
          if (select.value === path) {
            show(figure, data);
          }
        }, function (error) {
          figure.querySelector('figcaption span').textContent = error.message;
        });
      });
    }
  });

  /** What shows the figure of that name in the group under that heading, and goes there; null where there is none. */
  function way(heading, label) {
    const group = Array.from(document.querySelectorAll('.group')).find(function (g) {
      return g.querySelector('h3').textContent === heading;
    });
    const select = group && group.querySelector('.choose select');
    const option = select && Array.from(select.options).find(function (o) { return o.textContent === label; });
    if (!option && !(group && group.dataset.first === label)) {
      return null;
    }
    return function () {
      group.scrollIntoView();
      if (option) {
        select.selectedIndex = option.index;
        select.dispatchEvent(new Event('change'));
        select.focus({ preventScroll: true });
      }
    };
  }

  function redraw() {
    figures.forEach(function (shown, figure) { draw(figure); });
    others.forEach(function (again) { again(); });
  }

  dark.addEventListener('change', redraw);
  let width = document.documentElement.clientWidth;
  let timer = 0;
  window.addEventListener('resize', function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      if (document.documentElement.clientWidth !== width) {
        width = document.documentElement.clientWidth;
        redraw();
      }
    }, 150);
  });
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('details').forEach(function (details) { details.open = true; });
  });

  return { start: start, way: way, isDark: function () { return dark.matches; }, onRedraw: function (again) { others.add(again); } };
})();
