BEGIN TRANSACTION;
CREATE TABLE account (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	time_zone VARCHAR NOT NULL, 
	pays_by VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "account" VALUES(1,'Aurora Studio','EUR','Europe/Paris','transfer');
CREATE TABLE attempt (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	invoice_id INTEGER, 
	method_id INTEGER, 
	"key" VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	form_token VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	minor INTEGER NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	reason VARCHAR, 
	action_url VARCHAR, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES account (id), 
	FOREIGN KEY(invoice_id) REFERENCES invoice (id), 
	FOREIGN KEY(method_id) REFERENCES method (id), 
	UNIQUE ("key"), 
	UNIQUE (reference)
);
INSERT INTO "attempt" VALUES(1,1,3,1,'Xwbjl7IJ8SvISXhgKxVnU3o2wATqysos','PAY-AQW3BK3N','jbZ8BTORVwg_4GQf','succeeded',24000,'EUR',NULL,NULL,'2026-11-22 21:54:48.469648','2026-11-22 21:54:48.469648');
INSERT INTO "attempt" VALUES(2,1,NULL,NULL,'Cj2oOejYZTZdeq33YX7B62RMDukYFFT_','PAY-GT5DAFNV','rkUEwFNyjTH34SJn','succeeded',1200,'EUR',NULL,NULL,'2026-11-22 21:54:48.469648','2026-11-22 21:54:48.469648');
CREATE TABLE billing_contact (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	email VARCHAR NOT NULL, 
	locale VARCHAR NOT NULL, 
	street VARCHAR NOT NULL, 
	postal_code VARCHAR NOT NULL, 
	city VARCHAR NOT NULL, 
	country VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES account (id)
);
INSERT INTO "billing_contact" VALUES(1,1,'Camille Martin','compta@example.com','fr','4 rue des Essais','69001','Lyon','FR');
INSERT INTO "billing_contact" VALUES(2,1,'Camille Martin','compta@example.com','fr','4 rue des Essais','69001','Lyon','FR');
INSERT INTO "billing_contact" VALUES(3,1,'Zoé Roy','zoe@example.com','fr','1 rue Haute','42000','Lyon','FR');
CREATE TABLE invoice (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	profile_id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	issued_on DATE NOT NULL, 
	due_on DATE NOT NULL, 
	minor INTEGER NOT NULL, 
	settled_minor INTEGER NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	paid_at DATETIME, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES account (id), 
	FOREIGN KEY(profile_id) REFERENCES profile (id)
);
INSERT INTO "invoice" VALUES(1,1,1,'AUR-2041','2026-07-17','2026-08-16',8840,8840,'EUR','2026-08-06 21:54:48.469648');
INSERT INTO "invoice" VALUES(2,1,1,'AUR-2057','2026-08-17','2026-09-16',9600,9600,'EUR','2026-09-06 21:54:48.469648');
INSERT INTO "invoice" VALUES(3,1,1,'AUR-2073','2026-10-03','2026-11-02',24000,24000,'EUR','2026-11-22 21:54:48.469648');
INSERT INTO "invoice" VALUES(4,1,1,'AUR-2089','2026-11-04','2026-12-04',18050,1200,'EUR',NULL);
CREATE TABLE ledger_entry (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	minor INTEGER NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	invoice_id INTEGER, 
	attempt_id INTEGER, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES account (id), 
	FOREIGN KEY(invoice_id) REFERENCES invoice (id), 
	UNIQUE (attempt_id), 
	FOREIGN KEY(attempt_id) REFERENCES attempt (id)
);
INSERT INTO "ledger_entry" VALUES(1,1,'invoice',8840,'EUR',1,NULL,'2026-07-17 21:54:48.469648');
INSERT INTO "ledger_entry" VALUES(2,1,'payment',-8840,'EUR',1,NULL,'2026-08-06 21:54:48.469648');
INSERT INTO "ledger_entry" VALUES(3,1,'invoice',9600,'EUR',2,NULL,'2026-08-17 21:54:48.469648');
INSERT INTO "ledger_entry" VALUES(4,1,'payment',-9600,'EUR',2,NULL,'2026-09-06 21:54:48.469648');
INSERT INTO "ledger_entry" VALUES(5,1,'invoice',24000,'EUR',3,NULL,'2026-10-03 21:54:48.469648');
INSERT INTO "ledger_entry" VALUES(6,1,'invoice',18050,'EUR',4,NULL,'2026-11-04 21:54:48.469648');
INSERT INTO "ledger_entry" VALUES(7,1,'payment',-24000,'EUR',3,1,'2026-11-22 21:54:48.469648');
INSERT INTO "ledger_entry" VALUES(8,1,'payment',-1200,'EUR',NULL,2,'2026-11-22 21:54:48.469648');
CREATE TABLE mail (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	method_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	locale VARCHAR NOT NULL, 
	written_at DATETIME NOT NULL, 
	sent_at DATETIME, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES account (id), 
	FOREIGN KEY(method_id) REFERENCES method (id)
);
INSERT INTO "mail" VALUES(1,1,'details_validated',3,'Zoé Roy','zoe@example.com','fr','2026-11-23 21:54:48.469648',NULL);
CREATE TABLE method (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	profile_id INTEGER NOT NULL, 
	contact_id INTEGER, 
	replaces_id INTEGER, 
	kind VARCHAR NOT NULL, 
	brand VARCHAR NOT NULL, 
	identifier VARCHAR NOT NULL, 
	expiry VARCHAR, 
	gateway_reference VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	kept BOOLEAN NOT NULL, 
	added_at DATETIME NOT NULL, 
	validated_at DATETIME, 
	usable_from DATETIME, 
	removed_at DATETIME, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES account (id), 
	FOREIGN KEY(profile_id) REFERENCES profile (id), 
	FOREIGN KEY(contact_id) REFERENCES billing_contact (id), 
	FOREIGN KEY(replaces_id) REFERENCES method (id)
);
INSERT INTO "method" VALUES(1,1,1,1,NULL,'card','Visa','4242','2031-04','test-card-approved','validated',1,'2026-05-06 21:54:48.469648','2026-05-06 23:54:48.469648','2026-05-07 23:54:48.469648',NULL);
INSERT INTO "method" VALUES(2,1,1,2,NULL,'card','Mastercard','4444','2030-11','test-card-approved_other','validated',1,'2026-05-06 21:54:48.469648','2026-05-06 23:54:48.469648','2026-05-07 23:54:48.469648',NULL);
INSERT INTO "method" VALUES(3,1,1,3,NULL,'card','Visa','4242','2031-04','test-card-approved','validated',1,'2026-11-22 21:54:48.469648','2026-11-23 21:54:48.469648','2026-11-24 21:54:48.469648',NULL);
CREATE TABLE page_visit (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	profile_id INTEGER NOT NULL, 
	invoice_id INTEGER, 
	contact_id INTEGER, 
	replaces_id INTEGER, 
	kind VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	form_token VARCHAR NOT NULL, 
	keep BOOLEAN NOT NULL, 
	method_id INTEGER, 
	created_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES account (id), 
	FOREIGN KEY(profile_id) REFERENCES profile (id), 
	FOREIGN KEY(invoice_id) REFERENCES invoice (id), 
	FOREIGN KEY(contact_id) REFERENCES billing_contact (id), 
	FOREIGN KEY(replaces_id) REFERENCES method (id), 
	UNIQUE ("key"), 
	FOREIGN KEY(method_id) REFERENCES method (id)
);
INSERT INTO "page_visit" VALUES(1,1,1,NULL,3,NULL,'card','020y1aRS7G_kUkF0RUY6_WJRZ6DKulMG','FVduGm-mAKMZCYmY 60063e8a6b4d7c7b',1,3,'2026-11-22 21:54:48.469648');
CREATE TABLE person (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	email VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES account (id)
);
INSERT INTO "person" VALUES(1,1,'Camille Martin','camille@example.com','owner');
CREATE TABLE practice_visit (
	token_hash VARCHAR NOT NULL, 
	account_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	scenario VARCHAR NOT NULL, 
	present DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	PRIMARY KEY (token_hash), 
	FOREIGN KEY(account_id) REFERENCES account (id), 
	FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "practice_visit" VALUES('93fedb5dbbc5218063c471423e5855f45ef36a2f68c8db0f42f88fe5a73e916d',1,1,'company-account','2026-11-23 21:54:48.469648','2026-11-23 03:54:48.469648');
CREATE TABLE profile (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES account (id)
);
INSERT INTO "profile" VALUES(1,1,'Aurora Studio');
CREATE TABLE support_case (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	description VARCHAR NOT NULL, 
	payment_reference VARCHAR NOT NULL, 
	form_token VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES account (id), 
	FOREIGN KEY(person_id) REFERENCES person (id), 
	UNIQUE (number)
);
CREATE TABLE usage (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	profile_id INTEGER NOT NULL, 
	service VARCHAR NOT NULL, 
	used_on DATE NOT NULL, 
	minor INTEGER NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	invoice_id INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(account_id) REFERENCES account (id), 
	FOREIGN KEY(profile_id) REFERENCES profile (id), 
	FOREIGN KEY(invoice_id) REFERENCES invoice (id)
);
INSERT INTO "usage" VALUES(1,1,1,'traffic','2026-07-16',1326,'EUR',1);
INSERT INTO "usage" VALUES(2,1,1,'storage','2026-07-16',2210,'EUR',1);
INSERT INTO "usage" VALUES(3,1,1,'computing','2026-07-16',5304,'EUR',1);
INSERT INTO "usage" VALUES(4,1,1,'traffic','2026-08-16',1440,'EUR',2);
INSERT INTO "usage" VALUES(5,1,1,'storage','2026-08-16',2400,'EUR',2);
INSERT INTO "usage" VALUES(6,1,1,'computing','2026-08-16',5760,'EUR',2);
INSERT INTO "usage" VALUES(7,1,1,'traffic','2026-10-02',3600,'EUR',3);
INSERT INTO "usage" VALUES(8,1,1,'storage','2026-10-02',6000,'EUR',3);
INSERT INTO "usage" VALUES(9,1,1,'computing','2026-10-02',14400,'EUR',3);
INSERT INTO "usage" VALUES(10,1,1,'traffic','2026-11-03',2707,'EUR',4);
INSERT INTO "usage" VALUES(11,1,1,'storage','2026-11-03',4512,'EUR',4);
INSERT INTO "usage" VALUES(12,1,1,'computing','2026-11-03',10831,'EUR',4);
INSERT INTO "usage" VALUES(13,1,1,'traffic','2026-11-22',1422,'EUR',NULL);
INSERT INTO "usage" VALUES(14,1,1,'storage','2026-11-22',2370,'EUR',NULL);
INSERT INTO "usage" VALUES(15,1,1,'computing','2026-11-22',5688,'EUR',NULL);
CREATE INDEX ix_person_account_id ON person (account_id);
CREATE INDEX ix_profile_account_id ON profile (account_id);
CREATE INDEX ix_billing_contact_account_id ON billing_contact (account_id);
CREATE UNIQUE INDEX invoice_number ON invoice (account_id, number);
CREATE INDEX invoice_newest ON invoice (account_id, issued_on, id);
CREATE UNIQUE INDEX case_form_token ON support_case (account_id, form_token);
CREATE INDEX ix_method_account_id ON method (account_id);
CREATE UNIQUE INDEX attempt_one_live_an_invoice ON attempt (invoice_id) WHERE state IN ('created', 'awaiting_customer', 'submitted', 'action_required', 'unknown');
CREATE UNIQUE INDEX attempt_form_token ON attempt (account_id, form_token);
CREATE INDEX usage_open ON usage (account_id, invoice_id);
CREATE INDEX ix_mail_account_id ON mail (account_id);
CREATE UNIQUE INDEX page_visit_form_token ON page_visit (account_id, form_token);
CREATE INDEX ix_ledger_entry_account_id ON ledger_entry (account_id);
COMMIT;