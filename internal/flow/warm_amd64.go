package flow

// warm asks for all of a session to be brought near, while a page is read: of many sessions, most are
// far, and each of their lines would be waited for.
//
//go:noescape
func warm(s *Session)
