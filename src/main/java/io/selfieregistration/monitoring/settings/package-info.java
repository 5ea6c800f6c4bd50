/** The review of the settings at the start, and settings that follow from others. */
package io.selfieregistration.monitoring.settings;
