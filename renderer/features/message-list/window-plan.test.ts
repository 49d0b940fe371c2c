import { describe, expect, test } from 'vitest';
import type { RowLayout } from './row-layout.ts';
import { anchoredScroll, FIRST_WINDOW, planWindow, scrollToShow, visibleRange } from './window-plan.ts';

const layout: RowLayout = { rowHeight: 72, headingHeight: 28, starts: [] };

describe('visibleRange', () => {
  test('touches half-seen rows and adds the overscan', () => {
    expect(visibleRange(100, 144, layout, 1000, 0)).toEqual({ first: 1, end: 4 });
    expect(visibleRange(7200, 144, layout, 1000, 5)).toEqual({ first: 95, end: 107 });
  });

  test('stays inside the list, also when it has shrunk below the scroll position', () => {
    expect(visibleRange(0, 720, layout, 3, 5)).toEqual({ first: 0, end: 3 });
    expect(visibleRange(7200, 720, layout, 0, 5)).toEqual({ first: 0, end: 0 });
    expect(visibleRange(72_000, 720, layout, 10, 5)).toEqual({ first: 10, end: 10 });
  });
});

describe('planWindow', () => {
  test('keeps a window that still has room around what is in sight', () => {
    expect(planWindow({ first: 0, end: 20 }, FIRST_WINDOW)).toBe(FIRST_WINDOW);
    expect(planWindow({ first: 200, end: 220 }, FIRST_WINDOW)).toBe(FIRST_WINDOW);
  });

  test('moves before the end is reached', () => {
    expect(planWindow({ first: 235, end: 255 }, FIRST_WINDOW)).toEqual({ from: 100, count: 300 });
  });

  test('always holds what is in sight, wherever somebody drags the bar to', () => {
    let current: { from: number; count: number } = FIRST_WINDOW;
    for (const first of [0, 90_000, 12, 99_980, 50_000, 50_140, 50_260, 49_000]) {
      const visible = { first, end: first + 20 };
      current = planWindow(visible, current);
      expect(current.from).toBeLessThanOrEqual(visible.first);
      expect(current.from + current.count).toBeGreaterThanOrEqual(visible.end);
      expect(current.count).toBeLessThanOrEqual(500);
    }
  });

  test('does not flip between two windows while standing still', () => {
    for (let first = 0; first < 1000; first += 7) {
      const visible = { first, end: first + 30 };
      const planned = planWindow(visible, FIRST_WINDOW);
      expect(planWindow(visible, planned)).toBe(planned);
    }
  });
});

describe('scrollToShow', () => {
  test('upwards the heading comes along', () => {
    expect(scrollToShow(5, 1000, 720, { ...layout, starts: [5] })).toBe(360);
  });

  test('moves as little as needed', () => {
    expect(scrollToShow(5, 0, 720, layout)).toBe(0);
    expect(scrollToShow(10, 0, 720, layout)).toBe(72);
    expect(scrollToShow(2, 500, 720, layout)).toBe(144);
  });
});

describe('anchoredScroll', () => {
  const at = (order: string[]) => (id: string): number | null => (order.includes(id) ? order.indexOf(id) * 72 : null);
  const seen = (first: number, ...ids: string[]) => ids.map((id, offset) => ({ id, top: (first + offset) * 72 }));

  test('two new rows above move the view by two rows', () => {
    expect(anchoredScroll(100, seen(1, 'b', 'c'), at(['x', 'y', 'a', 'b', 'c']))).toBe(100 + 2 * 72);
  });

  test('rows removed above move it back; those in sight that are left count', () => {
    expect(anchoredScroll(200, seen(2, 'c', 'd'), at(['b', 'd']))).toBe(200 - 2 * 72);
  });

  test('a row that went to the top of its order does not take the view along', () => {
    expect(anchoredScroll(400, seen(5, 'f', 'g', 'h', 'i'), at(['f', 'a', 'b', 'c', 'd', 'e', 'g', 'h', 'i']))).toBe(400);
  });

  test('a heading that is learnt above moves it by its height', () => {
    expect(anchoredScroll(400, seen(5, 'f', 'g'), (id) => (id === 'f' ? 5 : 6) * 72 + 28)).toBe(428);
  });

  test('at the very top new rows come into sight', () => {
    expect(anchoredScroll(0, seen(0, 'a'), at(['x', 'a']))).toBe(0);
  });

  test('a list that has nothing in common stays where it is', () => {
    expect(anchoredScroll(300, seen(4, 'a'), at(['x', 'y']))).toBe(300);
  });
});
