"""Anonymous surveys of employees, counted from five answers on."""
