-- Addresses that a person had before, separated by spaces: his record may still stand under one of them.
alter table pending_work add column former_emails text;
