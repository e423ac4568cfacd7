/** The only style sheet. It stands in every page, so that the first view needs no second request (S-02). */

const RULES = `
:root{color-scheme:light dark;--paper:#FBFAF8;--surface:#FFF;--line:#E6E3DD;--edge:#858078;--ink:#1C2024;--muted:#5E6670;--fjord:#0F6B73;--on:#FFF;--wash:#EDF4F4;--settled:#2B7A4B;--due:#8A6100;--overdue:#B23A2E;--held:#5B4B9A}
@media(prefers-color-scheme:dark){:root{--paper:#121416;--surface:#1A1D20;--line:#2C3136;--edge:#7B838B;--ink:#ECEDEE;--muted:#A3ABB3;--fjord:#4FB8C1;--on:#0B1214;--wash:#16272A;--settled:#5CC48A;--due:#E0B04A;--overdue:#F0887C;--held:#A99BE8}}
*{box-sizing:border-box}
html{font-size:112.5%;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:400 1rem/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere;hyphens:manual}
.sheet{max-width:27rem;min-height:100vh;margin:0 auto;padding:1rem;display:flex;flex-direction:column}
main{flex:1}
h1,h2,p,ul,ol,dl,dd,fieldset,table{margin:0;padding:0;border:0}
a{color:var(--fjord);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--fjord);outline-offset:2px;border-radius:6px}
.who{display:flex;align-items:center;gap:.75rem;min-height:3rem}
.who img{width:44px;height:44px;border-radius:8px;border:1px solid var(--line);background:#FFF;padding:5px;flex:none;object-fit:contain}
.who b{display:block;font-weight:650;line-height:1.25}
.who span{color:var(--muted);font-size:.889rem}
.owed{padding:1rem 0}
h1{font-size:1.3rem;font-weight:650;line-height:1.25;letter-spacing:-.01em;padding:1.25rem 0 .5rem}
.owed h1{padding:0;font-weight:400;font-size:1rem;letter-spacing:0}
.owed h1 span{color:var(--muted);font-size:.889rem;display:block}
.big{display:block;font-size:2.25rem;line-height:1.15;font-weight:650;letter-spacing:-.025em;font-variant-numeric:tabular-nums;overflow-wrap:normal}
.owed dl{display:flex;flex-wrap:wrap;gap:.1rem 1.5rem;margin-top:.5rem}
.owed dt,.facts dt{color:var(--muted);font-size:.889rem}
.owed dd{font-weight:550}
.ref{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.944rem;user-select:all;-webkit-user-select:all}
.ref i{font-style:normal;margin-inline-start:.4em}
.late{color:var(--overdue)}
h2{font-size:1rem;font-weight:650;margin-bottom:.5rem}
form{margin:0}
.choices{display:grid;gap:.5rem;padding:0;list-style:none}
.act{appearance:none;display:block;width:100%;min-height:3.2rem;padding:.55rem 1rem;border:1.5px solid var(--edge);border-radius:10px;background:var(--surface);color:var(--ink);font:inherit;line-height:1.3;text-align:start;text-decoration:none;cursor:pointer;touch-action:manipulation}
.act b{display:block;font-weight:600}
.act small{display:block;font-size:.833rem;font-weight:400;color:var(--muted);margin-top:.05rem}
.act.first{background:var(--fjord);border-color:var(--fjord);color:var(--on)}
.act.first small{color:inherit}
.act:hover{border-color:var(--fjord)}
.act:active{transform:translateY(1px)}
.act.plain{text-wrap:balance;text-align:center;display:flex;align-items:center;justify-content:center;font-weight:600;line-height:1.3}
p+.act,.act+.act,p+form,form+form,form+.act,.act+form,dl+form,dl+.act,ul+.act{margin-top:.6rem}
.lead{margin-bottom:1rem}
.quiet{color:var(--muted);font-size:.889rem}
p+p{margin-top:.6rem}
.choices+.quiet,.more+.quiet,.lead+.quiet{margin-top:.75rem}
.note{border-inline-start:4px solid var(--due);background:var(--surface);border-radius:0 8px 8px 0;padding:.6rem .9rem;margin:1rem 0}
.note.wrong{border-color:var(--overdue)}
.note.calm{border-color:var(--fjord)}
.note p{font-size:.944rem}
.more{list-style:none;margin:1.1rem 0 0;border-top:1px solid var(--line)}
.more li{border-bottom:1px solid var(--line)}
.more a{display:flex;align-items:center;justify-content:space-between;gap:.75rem;min-height:2.9rem;padding:.4rem .1rem;color:var(--ink);text-decoration:none}
.more a::after{content:"";flex:none;width:.5rem;height:.5rem;border:solid var(--muted);border-width:2px 2px 0 0;transform:rotate(45deg);margin-inline-end:.25rem}
.more a:hover{color:var(--fjord)}
.back+h1{padding-top:.35rem}
.note+h1{padding-top:0}
.back{display:inline-flex;align-items:center;gap:.5rem;min-height:2.45rem;margin-top:.75rem;text-decoration:none;font-size:.944rem}
.back::before{content:"";width:.45rem;height:.45rem;border:solid currentColor;border-width:0 0 2px 2px;transform:rotate(45deg)}
.card{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:1rem;margin:.25rem 0 1rem}
.facts{display:grid;gap:.7rem}
.facts dd{font-size:1.15rem;font-weight:600;line-height:1.3;font-variant-numeric:tabular-nums}
.facts .ref{font-size:1.15rem}
.field{display:block;margin-bottom:1rem}
.field>span,legend{display:block;font-weight:600;margin-bottom:.15rem;padding:0}
.field>small{display:block;color:var(--muted);font-size:.889rem;margin-bottom:.35rem}
.field em{display:block;color:var(--overdue);font-style:normal;font-weight:550;font-size:.944rem;margin-bottom:.35rem}
input,select,textarea{display:block;width:100%;min-height:3rem;padding:.5rem .75rem;font:inherit;font-size:1.1rem;color:var(--ink);background:var(--surface);border:1.5px solid var(--edge);border-radius:8px;font-variant-numeric:tabular-nums}
textarea{min-height:6rem}
[aria-invalid=true]{border-color:var(--overdue)}
.pair{display:grid;grid-template-columns:1fr 2fr;gap:.75rem}
.tick{display:block;width:4.5rem;height:4.5rem;margin:1.75rem auto .25rem;color:var(--settled)}
.wait{color:var(--fjord)}
.hold{color:var(--held)}
.centre{text-align:center;text-wrap:balance}
.centre h1{padding-top:.75rem}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
caption{text-align:start;font-weight:600;padding-bottom:.3rem}
th,td{text-align:start;font-weight:400;padding:.55rem 0;border-top:1px solid var(--line);vertical-align:top}
td:last-child,th:last-child{text-align:end;white-space:nowrap;padding-inline-start:1rem}
tfoot th,tfoot td{font-weight:650;border-top:2px solid var(--ink)}
footer{margin-top:2rem;padding-top:.9rem;border-top:1px solid var(--line);color:var(--muted);font-size:.833rem}
footer a{color:inherit}
.tongues{display:flex;flex-wrap:wrap;margin:.4rem -.4rem 0}
.tongues a,.tongues button,.tongues b{appearance:none;border:0;background:none;font:inherit;color:inherit;display:inline-flex;align-items:center;min-height:44px;min-width:44px;padding:0 .4rem;text-decoration:underline;text-underline-offset:.2em;cursor:pointer}
.tongues b{font-weight:650;text-decoration:none;color:var(--ink);cursor:auto}
.code{display:none;margin:0 0 1.5rem;text-align:center;text-wrap:balance}.code img{background:#FFF;border-radius:8px;padding:8px}.code figcaption{color:var(--muted);font-size:.889rem}
@media(min-width:40rem){.code{display:block}}
@media(max-width:21rem){.big{font-size:2rem}}
@media(prefers-reduced-motion:no-preference){.act{transition:border-color 120ms ease-out}}
@media print{.choices,.more,.tongues,.back,.act{display:none}}
`;

/** Its bytes exactly as they stand between the tags: the policy names their hash. */
export const STYLE = RULES.replace(/\n/g, "");
