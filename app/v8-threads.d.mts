export const poolFlag: string;
export const compilerFlags: readonly string[];
