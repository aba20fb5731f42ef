-- Should one identity have come to be there twice, the one that was used last stays.
DELETE FROM "accounts" a USING "accounts" b
WHERE a.provider_id = b.provider_id AND a.account_id = b.account_id AND (a.updated_at, a.id) < (b.updated_at, b.id);--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_identity" ON "accounts" USING btree ("provider_id","account_id");
