// Units and scripts of before name this file.
import './stormrelay.js';
