package detect

import "testing"

func TestColumnsOfSecretsAreLost(t *testing.T) {
	a, b := "hunter2"+"x9", "k7Qw2Zt"+"B9x"
	check(t, []lost{
		{"commas", "user,password\nbob," + a + "\nann," + b + "\n", a + "," + b},
		{"commas and quotes", "\"password\",\"user\"\n\"" + a + "\",\"bob\"\n", a},
		{"an empty cell before it", "user,password,x\r\n,\"" + a + "\",1\r\n", a},
		{"tabs", "id\tapi_key\tname\n1\t" + a + "\tbob\n", a},
		{"Markdown", "| user | password |\n|------|----------|\n| bob  | " + a + " |\n| ann  | " + b + " |\n", a + "," + b},
		{"PostgreSQL", " user | password \n------+----------\n bob  | " + a + "\n(1 row)\n", a},
		{"MySQL", "+------+-----------+\n| user | password  |\n+------+-----------+\n| bob  | " + a + " |\n+------+-----------+\n", a},
		{"under a name", "text=user,password\nbob," + a + "\n", a},
		{"two columns", "token,password\n" + b + "," + a + "\n", b + "," + a},
		{"an INSERT", "INSERT INTO users (name, password) VALUES ('bob', '" + a + "'), ('ann', '" + b + "');", a + "," + b},
		{"an INSERT with names in quotes", "insert into `t` (`id`, `api_key`) values (1, '" + a + "')", a},
		{"other columns stay", "user,password,commit\nbob,secret," + b + "\n", ""},
		{"lines behind the table stay", "user,password\nbob," + a + "\n\nx," + b + "\n", a},
		{"lists of words stay", "'TOKEN',\n'AUTO-RET1',\n'AUTO-3D',\n", ""},
		{"statements stay", "return kind, formatPassword\ncase UUID3, formatUUID3:\n", ""},
		{"words stay", "option,token\nlength,required\n", ""},
		{"text with commas stays", "The user, password and key\nare in " + b + ", or so\n", ""},
	})
}
