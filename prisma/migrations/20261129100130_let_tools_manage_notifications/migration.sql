-- Why: a token with the right to read notifications could switch off the mail of its owner, or mark as read what would
-- have been mailed half a minute later. That takes the person, or a token with the right to manage them. Whoever may
-- read their own may hand that on.
-- Locks: role_permissions for a moment.
-- Undo: delete from role_permissions where permission = 'notification:manage'.

insert into role_permissions (role_name, permission)
select role_name, 'notification:manage' from role_permissions where permission = 'notification:read' on conflict do nothing;
