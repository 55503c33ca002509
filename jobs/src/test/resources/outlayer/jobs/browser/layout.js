// What is wrong with how a page lies on the screen, a sentence per fault. The window must show the whole page: colours are looked up
// by point.
const faults = [];

function shown(element) {
  return element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
}

function name(element) {
  const figure = element.closest('figure, #cell, section');
  return (figure && (figure.id || figure.getAttribute('aria-labelledby'))) || element.tagName;
}

function boxes(svg) {
  return Array.from(svg.querySelectorAll('text')).filter(function (text) { return text.textContent.trim() && shown(text); })
    .map(function (text) {
      const box = text.getBoundingClientRect();
      // A line's box holds the room for accents and descenders.
      const air = 0.15 * Math.min(box.width, box.height);
      return { text: text.textContent, left: box.left + air, right: box.right - air, top: box.top + air, bottom: box.bottom - air };
    });
}

/** Labels of one drawing that lie on each other, or beyond its edge. */
function labels(svg) {
  const edge = svg.getBoundingClientRect();
  const found = boxes(svg);
  found.forEach(function (a, i) {
    if (a.left < edge.left - 1 || a.right > edge.right + 1 || a.top < edge.top - 1 || a.bottom > edge.bottom + 1) {
      faults.push(name(svg) + ': label "' + a.text + '" is cut off at the edge');
    }
    found.slice(i + 1).forEach(function (b) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 0.5 && down > 0.5) {
        faults.push(name(svg) + ': labels "' + a.text + '" and "' + b.text + '" overlap by '
          + across.toFixed(1) + ' x ' + down.toFixed(1) + ' px');
      }
    });
  });
}

/** Things that stick out of the page; what lies in a box that scrolls does not. */
function widths() {
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) {
    faults.push('the page is ' + page.scrollWidth + ' px wide, of which ' + page.clientWidth + ' are seen');
    document.querySelectorAll('body *').forEach(function (element) {
      if (shown(element) && !element.closest('.scroll, pre') && element.getBoundingClientRect().right > page.clientWidth + 1) {
        faults.push(name(element) + ': ' + element.tagName + ' "' + element.textContent.slice(0, 40) + '" sticks out');
      }
    });
  }
  document.querySelectorAll('#result .scroll, #control .scroll').forEach(function (box) {
    if (box.scrollWidth > box.clientWidth + 1) {
      faults.push(name(box) + ': its table is ' + box.scrollWidth + ' px wide, of which ' + box.clientWidth + ' are seen');
    }
  });
}

function rgba(colour) {
  const parts = (colour.match(/[\d.]+/g) || []).map(Number);
  return colour.startsWith('rgb') ? [parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : 1] : [0, 0, 0, 0];
}

/** WCAG 2.2: relative luminance. */
function luminance(colour) {
  const [r, g, b] = colour.slice(0, 3).map(function (c) {
    const x = c / 255;
    return x <= 0.04045 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4);
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort(function (x, y) { return x - y; });
  return (high + 0.05) / (low + 0.05);
}

/**
 * What is painted under the middle of a text: the first ground below it that is not see-through; lines are no ground. Null where the
 * text is scrolled out of its box.
 */
function ground(element, box) {
  const stack = document.elementsFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  if (stack.length === 0 || !(element instanceof SVGElement || stack.includes(element))) {
    return null;
  }
  for (const under of stack) {
    if (under.tagName === 'text' || under.tagName === 'tspan') {
      continue;
    }
    const style = getComputedStyle(under);
    const colour = rgba(under instanceof SVGElement && under.tagName !== 'svg' ? style.fill : style.backgroundColor);
    const opacity = colour[3] * Number(style.opacity) * (under instanceof SVGElement ? Number(style.fillOpacity) : 1);
    if (opacity > 0.9) {
      return colour;
    }
  }
  return [255, 255, 255, 1];
}

/** WCAG 2.2, 1.4.3: 4.5 to 1, or 3 to 1 for large text. */
function contrasts() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || !shown(element) || element.closest('script, style, option, title, desc, .skip, [hidden]')) {
      continue;
    }
    range.selectNodeContents(node);
    const box = range.getClientRects()[0] || element.getBoundingClientRect();
    if (box.width < 1 || box.height < 1) {
      continue;
    }
    const style = getComputedStyle(element);
    const inDrawing = element instanceof SVGElement;
    const ink = rgba(inDrawing ? style.fill : style.color);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const under = ground(element, box);
    const found = under === null ? Infinity : ratio(ink, under);
    if (found < least) {
      faults.push(name(element) + ': "' + node.textContent.trim().slice(0, 40) + '" has a contrast of ' + found.toFixed(2)
        + ' (' + ink + ' on ' + under + '), at least ' + least + ' is needed');
    }
  }
}

/** Drawings that say nothing to those who do not see them. */
function words() {
  document.querySelectorAll('svg').forEach(function (svg) {
    const named = svg.closest('[role="img"]');
    if (shown(svg) && !(named && (named.getAttribute('aria-label') || '').trim())) {
      faults.push(name(svg) + ': a drawing without words');
    }
  });
}

Array.from(document.querySelectorAll('svg')).filter(shown).forEach(labels);
widths();
contrasts();
words();
return faults;
