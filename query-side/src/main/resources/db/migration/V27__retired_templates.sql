-- A retired template stays, for the VPSes that were ordered by it and for operators.
alter table template_view add column retired boolean not null default false;
