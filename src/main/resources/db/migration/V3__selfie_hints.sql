-- What could be better in the accepted selfie of a run, for the result.
alter table module_run add column hints text;
