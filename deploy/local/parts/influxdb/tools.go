//go:build tools

// Package influxdb names the command to build, so that the module file keeps every dependency of it.
package influxdb

import _ "github.com/influxdata/influxdb/v2/cmd/influxd"
