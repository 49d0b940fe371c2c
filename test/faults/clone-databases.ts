/** A copy of all databases of a factory, as it stands now. */
import { IDBFactory } from 'fake-indexeddb';

const done = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error ?? new Error('a request failed'));
});

export async function cloneDatabases(from: IDBFactory): Promise<IDBFactory> {
  const copy = new IDBFactory();
  for (const { name = '', version = 1 } of await from.databases()) {
    const source = await done(from.open(name, version));
    const stores = [...source.objectStoreNames];
    if (stores.length === 0) continue;
    const reading = source.transaction(stores, 'readonly');
    const contents = await Promise.all(stores.map(async (store) => {
      const objects = reading.objectStore(store);
      const [keys, values] = await Promise.all([done(objects.getAllKeys()), done(objects.getAll() as IDBRequest<unknown[]>)]);
      const { keyPath, autoIncrement } = objects;
      const indexes = [...objects.indexNames].map((index) => objects.index(index)).map((index) => ({ name: index.name, keyPath: index.keyPath, unique: index.unique, multiEntry: index.multiEntry }));
      return { store, keyPath, autoIncrement, indexes, keys, values };
    }));
    const opening = copy.open(name, version);
    opening.onupgradeneeded = () => {
      for (const { store, keyPath, autoIncrement, indexes, keys, values } of contents) {
        const objects = opening.result.createObjectStore(store, { keyPath, autoIncrement });
        for (const { name: index, keyPath: path, ...options } of indexes) objects.createIndex(index, path, options);
        values.forEach((value, n) => void (keyPath === null ? objects.put(value, keys[n]) : objects.put(value)));
      }
    };
    (await done(opening)).close();
    source.close();
  }
  return copy;
}
