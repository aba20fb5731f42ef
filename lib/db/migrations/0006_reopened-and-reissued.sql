CREATE TABLE "review_reopenings" (
	"learner_id" uuid NOT NULL,
	"submission_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"reopened_by" uuid NOT NULL,
	"reason" text NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone NOT NULL,
	"decision" text NOT NULL,
	"points" jsonb,
	"summary" text,
	CONSTRAINT "review_reopenings_learner_id_submission_id_at_pk" PRIMARY KEY("learner_id","submission_id","at")
);
--> statement-breakpoint
ALTER TABLE "certificates" DROP CONSTRAINT "certificates_learner_id_stage_pk";--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_learner_id_code_pk" PRIMARY KEY("learner_id","code");--> statement-breakpoint
ALTER TABLE "certificates" ADD COLUMN "replaced_by" text;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "override_for" text;--> statement-breakpoint
ALTER TABLE "review_reopenings" ADD CONSTRAINT "review_reopenings_reopened_by_users_id_fk" FOREIGN KEY ("reopened_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_reopenings" ADD CONSTRAINT "review_reopenings_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_reopenings" ADD CONSTRAINT "review_reopenings_learner_id_submission_id_submissions_learner_id_id_fk" FOREIGN KEY ("learner_id","submission_id") REFERENCES "public"."submissions"("learner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_valid" ON "certificates" USING btree ("learner_id","stage") WHERE revoked_at is null;