import { mailBench, networkBench, printBench, smsBench } from "./fake-channels.fixture.ts";
import { eInvoiceContract } from "./einvoice.contract.ts";
import { mailContract } from "./mail.contract.ts";
import { printContract } from "./print.contract.ts";
import { smsContract } from "./sms.contract.ts";

// The channels that stand in for partners in this capability's tests keep the contracts that partners keep.
smsContract("a gateway in memory", smsBench);
mailContract("a mail server in memory", mailBench);
printContract("a print service in memory", printBench);
eInvoiceContract("a network in memory", networkBench);
