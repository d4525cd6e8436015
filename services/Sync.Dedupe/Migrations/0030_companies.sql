-- A company is kept as a person is: a document, identifiers (kind 'domain') and links. Its row says so.
alter table person add column object text not null default 'person';

-- The company that a person works for, by the domain of his address.
alter table person add column company_id bigint;

create index person_company on person (company_id) where company_id is not null;
