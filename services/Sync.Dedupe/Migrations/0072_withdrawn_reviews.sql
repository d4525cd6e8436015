-- A claim that its record has withdrawn is no question any more; said again, it is asked anew.
alter table review drop constraint review_person_id_other_id_address_key;
drop index review_pair;

create unique index review_pair on review (least(person_id, other_id), greatest(person_id, other_id)) where decision is distinct from 'withdrawn';

-- Which records claim something: looked at with each change of theirs.
create index review_claim on review (connection, module, record_id) where closed_at is null;
