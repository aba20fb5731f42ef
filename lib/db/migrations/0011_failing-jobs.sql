ALTER TABLE "jobs" ADD COLUMN "created_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "failing_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "fault" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "discarded_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "jobs_troubled" ON "jobs" USING btree ("failing_since") WHERE done_at is null and discarded_at is null and failing_since is not null;--> statement-breakpoint
-- What was given up, or failed and waits, before anybody could see it.
UPDATE "jobs" SET "failing_since" = coalesce("failed_at", now()), "fault" = 'error'
  WHERE "done_at" IS NULL AND ("failed_at" IS NOT NULL OR "last_error" IS NOT NULL);
