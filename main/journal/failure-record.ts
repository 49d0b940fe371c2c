/** A Failure as a journal keeps it: why something waits for the user. */
import { z } from 'zod';
import { FAILURE_CODES } from '../../shared/failure.ts';
import { wordsSchema } from '../../shared/words.ts';

export const failureRecord = z.object({ code: z.enum(FAILURE_CODES), message: z.string(), words: wordsSchema.optional(), detail: z.string().optional(), detailWords: wordsSchema.optional(), step: z.string().optional(), responseCode: z.string().optional(), retryAfterMs: z.number().optional() });
