// npm run pages
//
// Writes docs/rules anew, from the rules and from what was measured of them.
import { writeRulePages } from './rulePages.ts';

await writeRulePages();
