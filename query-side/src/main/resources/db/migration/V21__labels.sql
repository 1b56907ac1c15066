-- The labels of a VPS, each as key:value. They are looked for among the VPSes of one account that were not destroyed, which
-- vps_view_account_idx finds in the order of the list.
alter table vps_view add column labels text[] not null default '{}';
