-- The two of a review by number: whose time lines are one, once they are found to be one.
alter table review add column claimant_id bigint;
alter table review add column owner_id bigint;

update review set claimant_id = (claimant::jsonb ->> 'id')::bigint, owner_id = (owner::jsonb ->> 'id')::bigint;

create index review_claimant on review (claimant_id) where decision = 'same';
create index review_owner on review (owner_id) where decision = 'same';
