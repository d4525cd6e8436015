-- Two persons are asked about once, whichever of them claims what of the other. The oldest question about each two stays.
delete from review newer using review older
 where newer.id > older.id
   and least(newer.person_id, newer.other_id) = least(older.person_id, older.other_id)
   and greatest(newer.person_id, newer.other_id) = greatest(older.person_id, older.other_id);

create unique index review_pair on review (least(person_id, other_id), greatest(person_id, other_id));

-- When it was told; null for those from before anybody was told: they are told when their record speaks next.
alter table review add column noted_at timestamptz;

-- The delivery that said the address: what is decided stands in its time line. Null for those from before.
alter table review add column delivery_id bigint;
