// Plays copied streams to a reader of your own: replace fold with your client. STREAMS names the folder of
// `streamproof fixtures copy`: STREAMS=testdata/streams go test streams_test.go
package streams

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

type object = map[string]any

func load(t *testing.T, name string) (parsed object) {
	text, err := os.ReadFile(os.Getenv("STREAMS") + "/" + name)
	if json.Unmarshal(text, &parsed) != nil {
		t.Fatal(name, err)
	}
	return parsed
}

// fold adds up the first choice's content, and usage, of an event stream as WHATWG has it.
func fold(body string) (content string, usage object) {
	data := ""
	for _, line := range regexp.MustCompile("\r\n|\n|\r").Split(strings.TrimPrefix(body, "\ufeff"), -1) {
		if name, value, _ := strings.Cut(line, ":"); name == "data" {
			data += strings.TrimPrefix(value, " ") + "\n"
		}
		if line != "" || strings.HasPrefix(data, "[DONE]") {
			continue // What follows [DONE] is no part of the answer.
		}
		var chunk struct {
			Choices []struct{ Delta struct{ Content string } }
			Usage   object
		}
		if json.Unmarshal([]byte(data), &chunk); chunk.Usage != nil {
			usage = chunk.Usage
		}
		for _, choice := range chunk.Choices {
			content += choice.Delta.Content
		}
		data = ""
	}
	return content, usage
}

func TestStreams(t *testing.T) {
	for _, one := range load(t, "index.json")["cases"].([]any) {
		folder := one.(object)["folder"].(string) + "/"
		told, due := load(t, folder+"case.json"), load(t, folder+"expected.json")["any_of"].([]any)[0].(object)
		// Legal chat streams in one whole answer with one choice; your client may well be held to more.
		facts := fmt.Sprintln(told["op"], told["level"], told["input"], due["outcome"], told["no_cassette"])
		message, _ := due["message"].(object)
		choices, _ := message["choices"].([]any)
		body, err := os.ReadFile(os.Getenv("STREAMS") + "/" + folder + "body.sse")
		if facts != "chat.stream must legal completed <nil>\n" || err != nil || len(choices) != 1 {
			continue
		}
		content, usage := fold(string(body))
		if want, ok := choices[0].(object)["content"].(string); ok && content != want {
			t.Errorf("%s: content %q, want %q", folder, content, want)
		}
		wanted, _ := due["usage"].(object)
		for name, count := range wanted {
			if fmt.Sprint(usage[name]) != fmt.Sprint(count) {
				t.Errorf("%s: %s %v, want %v", folder, name, usage[name], count)
			}
		}
	}
}
