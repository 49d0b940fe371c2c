import { expect, test } from 'vitest';
import { accountId, folderId } from '../../../shared/ids.ts';
import { favouritesOf, placesAfter } from './favourites.ts';

const folder = (path: string, selectable = true) => ({ id: folderId(accountId('ann'), path), selectable });
const [A, B, C, D] = [folder('A'), folder('B'), folder('C'), folder('D', false)] as const;

test('in the order that was given, the others after them', () => {
  const choices = { [A.id]: { favourite: true }, [B.id]: { favourite: true, favouritePlace: 1 }, [C.id]: { favourite: true, favouritePlace: 0 }, [D.id]: { favourite: true } };
  expect(favouritesOf([A, B, C, D], choices)).toEqual([C, B, A]);
});

test('one is moved up, down, and no further than to the end', () => {
  expect(placesAfter([A, B, C], 2, 0)).toEqual({ [C.id]: { favouritePlace: 0 }, [A.id]: { favouritePlace: 1 }, [B.id]: { favouritePlace: 2 } });
  expect(placesAfter([A, B, C], 0, 1)).toEqual({ [B.id]: { favouritePlace: 0 }, [A.id]: { favouritePlace: 1 }, [C.id]: { favouritePlace: 2 } });
  expect(placesAfter([A, B], 0, -1)).toEqual({ [A.id]: { favouritePlace: 0 }, [B.id]: { favouritePlace: 1 } });
});
