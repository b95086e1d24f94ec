import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const CIPHER = "aes-256-gcm";
const NONCE = 12; // bytes
const TAG = 16; // bytes
const MARK = "s1.";

/** Closes texts so that only who has the secret can read them, or change them unnoticed. */
export interface Seal {
  encrypt(text: string): string;
  /** Throws for what was not sealed with this secret, or was changed since. */
  decrypt(sealed: string): string;
}

/** `purpose` keeps what is sealed for one thing from being taken for another's. */
export function createSeal(secret: string, purpose: string): Seal {
  const key = Buffer.from(hkdfSync("sha256", secret, "rushes", purpose, 32));

  return {
    encrypt(text) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG });
      const closed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return MARK + Buffer.concat([nonce, cipher.getAuthTag(), closed]).toString("base64");
    },
    decrypt(sealed) {
      if (!sealed.startsWith(MARK)) throw new Error("this was never sealed");
      const bytes = Buffer.from(sealed.slice(MARK.length), "base64");
      const nonce = bytes.subarray(0, NONCE);
      const open = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG });
      open.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      return open.update(bytes.subarray(NONCE + TAG), undefined, "utf8") + open.final("utf8");
    },
  };
}
