-- Where each machine is found: what its name in the DNS shall lead to. Null for machines that were placed before.
alter table machine_register add column address varchar(45);
