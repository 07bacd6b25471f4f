/**
 * What no reader sees and what changes how the rest is read: colours and other commands of terminals, control
 * characters, characters that change the direction of text, and all that Unicode says to ignore (zero-width ones,
 * fillers, tags). Joiners and variation selectors stay: scripts and emoji are written with them.
 * Unicode Standard Annex 44, "Default_Ignorable_Code_Point".
 */
const unseen =
  /\u001B\[[0-?]*[ -\/]*[@-~]|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFF9-\uFFFB]|[\p{Default_Ignorable_Code_Point}--[\u200C\u200D\uFE0E\uFE0F]]/gv;

/** Well-formed text without anything that cannot be seen; line breaks are "\n". No text of an error leaves the relay without it. */
export function visibleText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll(unseen, '');
}
