import { storeContract } from './contract.ts';
import { openFresh } from './sqlite/folder.ts';

storeContract('sqlite', openFresh);
