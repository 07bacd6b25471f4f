/**
 * An element with attributes and children; text arrives as text nodes.
 * @param {string} name
 * @param {Record<string, string | boolean | null | undefined>} [attributes]
 * @param {...(Node | string | null | undefined)} children
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, '');
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** The element with this id; the page is ours, so it is there. */
export function byId(id) {
  return document.getElementById(id);
}

/** Sets text only where it differs, so that screen readers and selections are left in peace. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Keeps a list's elements in step with rows: each row keeps its element, and with it focus and hover. What else stands
 * in the list stays at its end.
 * @param {Element} list
 * @param {{ key: (row: any) => string, make: (row: any) => Element, update: (element: any, row: any) => void }} how
 */
export function keyedList(list, how) {
  const known = new Map();
  return (rows) => {
    const keys = new Set(rows.map(how.key));
    for (const [key, element] of known) {
      if (keys.has(key)) continue;
      element.remove();
      known.delete(key);
    }
    rows.forEach((row, index) => {
      const key = how.key(row);
      if (!known.has(key)) known.set(key, how.make(row));
      const element = known.get(key);
      if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
      how.update(element, row);
    });
  };
}
