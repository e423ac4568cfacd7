/** Sentences as they stand on bills, in messages and in address blocks: nothing in them tells of a patient. One to a line. */
export const ordinaryLines: Readonly<Record<"nb" | "sv" | "da" | "it" | "en", string>> = {
  nb: `Faktura 1042 fra Smilbris Tannklinikk AS
Beløp: 1 240,00 kr
Forfall 19.10.2026
Betal til konto 8601 11 17947 med KID 1047112601018
Hei! Du har en faktura fra Smilbris Tannklinikk
Helsetjeneste iht. avtale
Tjeneste iht. avtale, saksnummer 2026/114
Takk for betalingen
Betalingen er mottatt
Vi har ikke mottatt betaling for faktura 1042
Du kan betale med kort, Vipps, delbetaling eller faktura
Velg hvordan du vil betale innen torsdag 8. oktober
Gjør du ikke noe valg, sender vi en faktura
Vi ber aldri om BankID eller kortnummer i SMS
Ring oss på 22 00 11 22
Eller betal i nettbanken med KID
Sjekk meldingen på smilbris.no med koden K7M2
Tannlege Ola Nordmann AS, Tannhjulveien 12, 0580 Oslo
Fjordvik Dyreklinikk AS, Storgata 16, 5003 Bergen
Organisasjonsnummer NO 974 760 673 MVA
Foretaksregisteret
Unntatt merverdiavgift, mval. § 3-2
25 % mva av 800,00 er 200,00
Sum å betale 1 000,00
16 kroner i gebyr
Purregebyr 38 kroner 14 dager etter forfall
Forsinkelsesrente fra 20.10.2026
Inkassovarsel sendt 3. november
Delbetaling: 4 x 310 kr, første gang 1. april
Kreditnota til faktura 1042
Opphevelse av avtalen krever skriftlig varsel
Mange takk for at du betalte i tide
Vi bekrefter at beløpet er mottatt
Kvittering for betaling
Kontoutskrift per 31. desember
Saldo 0,00
Betalt med kort som slutter på 1111
Din referanse: bestilling 4711
Vår referanse: Kundeservice
Levert med eFaktura
Utskriften følger vedlagt
Innkreving skjer etter avtale
Spørsmål om fakturaen? Ring klinikken
Klinikken har åpent på hverdager 08-16
Timeavtaler sendes i egne meldinger
Bro- og tunnelselskapet, avdeling 14
Oppfylling av kontrakten
Utfylling av skjema
Aften 7, 1340 Skui
Fangstveien 16, 9016 Tromsø
Produkt: tannbørste og tannkrem
Tannpleier og tannhelsesekretær
Mottaker: Bergen kommune, Postboks 7700
Antall 2, pris 145,00
Periode 01.09.2026-30.09.2026
Samlefaktura for september, 14 poster
Post 36 av 48
Side 3 av 16
Avdrag 2 av 4
Rabatt 10 %
Beløpet er endret fra 1 240,00 til 1 100,00
Regningen gjelder en annen persons besøk
Takst i henhold til avtale
Fakturanr. 1047-36, forfall 19.10
Lenken er personlig og kan brukes igjen til fakturaen er betalt`,
  sv: `Faktura 1042 från Smilbris Tandvård AB
Belopp: 1 240,00 kr
Förfallodag 2026-10-19
Betala till bankgiro 5050-1055 med OCR 1047112601018
Hej! Du har en faktura från Smilbris Tandvård
Tack för din betalning
Betalningen är mottagen
Vi har inte fått betalt för faktura 1042
Du kan betala med kort, Swish, delbetalning eller faktura
Välj hur du vill betala senast torsdag 8 oktober
Gör du inget val skickar vi en faktura
Vi ber aldrig om BankID eller kortnummer i SMS
Ring oss på 08-123 45 67
Eller betala i din bank
Tandläkare Anna Svensson AB, Kugghjulsvägen 12, 113 30 Stockholm
Djurkliniken i Norrköping, Storgatan 16
Organisationsnummer 556097-8602
Momsregistreringsnummer SE556097860201
Godkänd för F-skatt
Undantaget från moms
25 % moms på 800,00 är 200,00
Summa att betala 1 000,00
16 kronor i avgift
Påminnelseavgift 60 kronor 14 dagar efter förfallodagen
Dröjsmålsränta enligt räntelagen
Inkassokrav skickat 3 november
Delbetalning: 4 x 310 kr
Kreditfaktura till faktura 1042
Protest mot fakturan lämnas till kliniken
Kvitto på betalning
Kontoutdrag per 31 december
Saldo 0,00
Betalt med kort som slutar på 1111
Er referens: beställning 4711
Vår referens: Kundtjänst
Levererad som e-faktura
Bekräfta ditt val
Har du frågor om fakturan? Ring kliniken
Kliniken har öppet vardagar 08-16
Tidsbokningar skickas i egna meddelanden
Tandvårdsstöd: avdraget belopp
Tandhygienist och tandsköterska
Produkt: tandborste och tandkräm
Mottagare: Göteborgs stad
Antal 2, pris 145,00
Period 2026-09-01 till 2026-09-30
Samlingsfaktura för september, 14 poster
Post 36 av 48
Sida 3 av 16
Rabatt 10 %
Beloppet har ändrats
Hjärtligt tack
Faktura avser en annan persons besök
Faktureringsuppgifter
Kronor och ören
Kaffekakoppen i väntrummet
Tändaren AB
Enligt avtal
Särbehandlas inte
Länken gäller tills fakturan är betald
Brogatan 14, 602 32 Norrköping`,
  da: `Faktura 1042 fra Smilbris Tandklinik ApS
Beløb: 1.240,00 kr.
Forfaldsdato 19.10.2026
Betal med kortart +71 og 15 cifre
Hej! Du har en regning fra Smilbris Tandklinik
Tak for din betaling
Betalingen er modtaget
Vi har ikke modtaget betaling for faktura 1042
Du kan betale med kort, MobilePay, delbetaling eller faktura
Vælg hvordan du vil betale senest torsdag den 8. oktober
Vælger du ikke, sender vi en faktura
Vi beder aldrig om MitID eller kortnummer i SMS
Ring til os på 33 12 34 56
Eller betal i din netbank
Tandlægerne på Torvet, Tandhjulsvej 12, 2100 København
Fjordens Dyrehospital, Storegade 16, 8000 Aarhus
CVR-nr. 12345674
Momsfri ydelse efter aftale
25 % moms af 800,00 er 200,00
I alt at betale 1.000,00
16 kroner i gebyr
Rykkergebyr 100 kroner 14 dage efter forfald
Morarente fra 20.10.2026
Inkassovarsel sendt 3. november
Delbetaling: 4 x 310 kr.
Kreditnota til faktura 1042
Ophævelse af aftalen skal ske skriftligt
Bekræft dit valg
Kvittering for betaling
Kontoudtog pr. 31. december
Saldo 0,00
Betalt med kort, der slutter på 1111
Deres reference: bestilling 4711
Vores reference: Kundeservice
Leveret som e-faktura
Spørgsmål til fakturaen? Ring til klinikken
Klinikken har åbent på hverdage 08-16
Aftaler om tid sendes i egne beskeder
Tilskud fra sygesikringen
Tandplejer og tandlæge
Produkt: tandbørste og tandpasta
Modtager: Aarhus Kommune
Antal 2, pris 145,00
Periode 01.09.2026-30.09.2026
Samlefaktura for september, 14 poster
Post 36 af 48
Side 3 af 16
Rabat 10 %
Beløbet er ændret
Mange tak
Fakturaen gælder en anden persons besøg
Faktureringsoplysninger
Kroner og ører
El- og kraftselskabet
Aftenåbent torsdag
Gengivelse af fakturaens oplysninger
Efter aftale
Linket er personligt
Brogade 14, 4600 Køge
Kraftværket A/S
Komposition og tryk: Trykkeriet`,
  it: `Fattura 1042 di Studio Dentistico Smilbris
Importo: 1.240,00 EUR
Scadenza 19/10/2026
Bonifico su IBAN IT60X0542811101000000123456
Buongiorno, ha una fattura dello Studio Smilbris
Grazie per il pagamento
Il pagamento è stato ricevuto
Non abbiamo ricevuto il pagamento della fattura 1042
Può pagare con carta, bonifico, rate o fattura
Scelga come pagare entro giovedì 8 ottobre
Se non sceglie, inviamo una fattura
Non chiediamo mai PIN o numero di carta via SMS
Ci chiami al numero 02 1234567
Oppure paghi dalla Sua banca
Dott. Mario Rossi, odontoiatra, Via Ponte 14, 20121 Milano
Clinica Veterinaria San Rocco, Corso Italia 16
Partita IVA 00743110157
Operazione esente art. 10 n. 18 DPR 633/72
IVA 22 % su 800,00: 176,00
Totale da pagare 1.000,00
Marca da bollo 2,00 euro
Spese di sollecito 16 euro
Interessi di mora dal 20/10/2026
Sollecito inviato il 3 novembre
Pagamento in 4 rate da 310 euro
Nota di credito alla fattura 1042
Ricevuta di pagamento
Estratto conto al 31 dicembre
Saldo 0,00
Pagato con carta che termina con 1111
Vostro riferimento: ordine 4711
Nostro riferimento: Amministrazione
Inviata per posta elettronica
Conferma la scelta
Domande sulla fattura? Chiami lo studio
Lo studio è aperto nei giorni feriali 8-16
Gli appuntamenti hanno messaggi propri
Prestazione sanitaria secondo accordo
Prodotto: dentifricio
Destinatario: Comune di Milano
Quantità 2, prezzo 145,00
Periodo 01/09/2026-30/09/2026
Fattura riepilogativa di settembre, 14 voci
Voce 36 di 48
Pagina 3 di 16
Sconto 10 %
L'importo è cambiato
La fattura riguarda la visita di un'altra persona
Dati di fatturazione
Piazza Corona 12, 37121 Verona
Codice destinatario 0000000
Studiare le condizioni di pagamento
Farmacia Centrale
Secondo accordo
Il link è personale
Bevanda alcolica non inclusa
Sistema Tessera Sanitaria
Visita del 12 ottobre
Elementi dell'elenco: 12`,
  en: `Invoice 1042 from Smilbris Dental Clinic
Amount: $1,240.00
Due date October 19, 2026
Statement for September
Hello! You have a bill from Smilbris Dental
Thank you for your payment
Your payment has been received
We have not received payment for invoice 1042
You can pay by card, Apple Pay, part payment or invoice
Choose how to pay by Thursday, October 8
If you do not choose, we will send an invoice
We never ask for your PIN or card number by text
Call us at (555) 012-3456
Or pay in your bank
Dr. Jane Doe, Dentist, 12 Crown Street, Springfield, IL 62701
Riverside Animal Hospital, 16 Bridge Road
EIN 12-3456789
Tax exempt
Sales tax 8 % of 800.00 is 64.00
Total due 1,000.00
Late fee $16
Interest from October 20, 2026
Collection notice sent November 3
Part payment: 4 x $310
Credit note for invoice 1042
Receipt for payment
Account statement as of December 31
Balance 0.00
Paid by card ending in 1111
Your reference: order 4711
Our reference: Customer service
Delivered by mail
Confirm your choice
Questions about your bill? Call the office
The office is open on weekdays 8-4
Appointment messages are sent separately
Service according to agreement
Product: toothbrush and toothpaste
To: City of Springfield
Quantity 2, price 145.00
Period 09/01/2026-09/30/2026
Collective invoice for September, 14 entries
Item 36 of 48
Page 3 of 16
Discount 10 %
The amount was changed
This bill is for another person's visit
Billing details
Filling in the form 14 days before
Post office box 14
Bridge 24/7 support
A multilingual team
Exam fees do not apply
Apothecaries and beneficiaries
Data extraction failed
The link is personal
Many thanks
Fangst and Aften Ltd
Indenture of 1884
RFC-section 7
Insurance payment pending`,
};
