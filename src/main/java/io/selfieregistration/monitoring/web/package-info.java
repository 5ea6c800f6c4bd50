/** The management port and the probes. */
package io.selfieregistration.monitoring.web;
