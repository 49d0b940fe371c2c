/** Every extension that Cyrus announces, tried against a real one. */
import { kinds } from './launchers/kinds.ts';
import { describeMatrix } from './matrix/suite.ts';

describeMatrix(kinds.cyrus);
