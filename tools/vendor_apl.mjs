// What the vendor's own check has to say of screen documents. See tools/vendor_apl.py.
//
// Standard input: {modules, documents, datasources}, standard output: a list of complaints, each a text.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { modules, documents, datasources } = JSON.parse(readFileSync(0, "utf8"));
const { StaticAplTemplateValidator } = createRequire(`${modules}/`)("apl-suggester");

const validator = new StaticAplTemplateValidator();
const found = [];
for (const document of documents) found.push(...(await validator.validate(document)));
for (const source of datasources) found.push(...(await validator.validateDataSources(source)));
process.stdout.write(JSON.stringify(found.map(({ path, errorMessage }) => `${path}: ${errorMessage}`)));
