-- What a signal was that waits for the CRM to say whether the person has an open deal; null for what has been judged.
alter table judgement add column seen text;
