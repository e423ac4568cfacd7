/** Two scripts of a few lines. Every page works without them; the policy names their hashes, so nothing else can run. */

/**
 * On the first view: tells once that a person looked at it, when a person shows to be there. A scanner that opens the link does not touch the page, so
 * "seen" stays a human's (partners: `seen` is a POST from the page, never a GET).
 */
export const SEEN_SCRIPT =
  'for(const e of["pointerdown","keydown","touchstart","scroll"])addEventListener(e,s,{passive:true});let d=0;' +
  'function s(){if(d++)return;const f=document.querySelector("[data-seen]");' +
  'fetch(f.dataset.seen,{method:"POST",keepalive:true,body:new URLSearchParams({form:f.value})}).catch(()=>{})}';

/**
 * While a payment is under way: asks every three seconds, while somebody looks, and shows the page anew when there is news. The return from an app
 * often lands in another tab; this one then follows by itself (V-02).
 */
export const WAITING_SCRIPT =
  'const f=document.querySelector("[data-state]");let n=0;async function look(){if(document.hidden||n>99)return;n++;try{' +
  'const a=await fetch(f.action,{method:"POST",headers:{accept:"text/plain"},body:new URLSearchParams(new FormData(f))});' +
  "if(a.ok&&(await a.text())!==f.dataset.state)location.replace(f.dataset.back)}catch{}}" +
  'setInterval(look,3e3);document.addEventListener("visibilitychange",look);look()';
