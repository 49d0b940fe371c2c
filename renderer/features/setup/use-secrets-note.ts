/** Where the password will be kept, in words; null where that is as good as usual. */
import { useEffect, useState } from 'react';
import { secretsNote } from '../../../shared/locales/engine-words.ts';
import { useEngine, useLine } from '../../engine/EngineProvider.tsx';

export function useSecretsNote(): string | null {
  const engine = useEngine();
  const { client } = useLine();
  const [note, setNote] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    void engine.call('app.about', {}).then((result) => {
      // A failure here says nothing about the secret store, and the form works without the note.
      if (current && result.ok && result.value.secrets.weak) setNote(secretsNote(result.value.secrets));
    });
    return () => { current = false; };
  }, [engine, client]);
  return note;
}
